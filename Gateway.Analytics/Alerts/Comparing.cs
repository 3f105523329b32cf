using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Alerts;

/// <summary>An operator with its threshold, and the second threshold at which what fires is over.</summary>
/// <param name="Operator">One of <see cref="Operators"/>.</param>
/// <param name="Threshold">What the figure is compared with.</param>
/// <param name="Resolve">While it fires, it stays met until the figure has passed this; null: the threshold itself.</param>
sealed record Comparing(string Operator, double Threshold, double? Resolve)
{
    public static IReadOnlyList<string> Operators { get; } = [">", ">=", "<", "<=", "==", "!="];

    public static bool IsUp(string op) => op is ">" or ">=";

    public static bool IsDown(string op) => op is "<" or "<=";

    public bool IsMet(double value) => Operator switch
    {
        ">" => value > Threshold,
        ">=" => value >= Threshold,
        "<" => value < Threshold,
        "<=" => value <= Threshold,
        "==" => value == Threshold,
        _ => value != Threshold,
    };

    /// <summary>Whether what fires goes on.</summary>
    public bool Holds(double value) =>
        Resolve is not { } resolve ? IsMet(value)
        : IsUp(Operator) ? value >= resolve
        : value <= resolve;

    /// <summary>Null after an error.</summary>
    public static Comparing? Read(AlertCondition condition, AlertDefinition whole, string path, Dictionary<string, List<string>> errors)
    {
        if (condition.Op is not { } op || !Operators.Contains(op))
        {
            errors.Report($"{path}.op", $"{(condition.Op is null ? "An operator is needed" : $"{condition.Op.Quote()} is no operator")}; accepted: {FieldErrors.Names(Operators)}.");
            op = "";
        }

        if (condition.Threshold is null)
            errors.Report($"{path}.threshold", "A number is needed.");
        if (op.Length == 0 || condition.Threshold is not { } threshold)
            return null;

        var up = IsUp(op);
        var down = IsDown(op);
        if (condition.ResolveBelow is { } below && !(up && below <= threshold))
            errors.Report($"{path}.resolveBelow", up ? "Must be at most the threshold." : "Goes with > or >= only.");
        if (condition.ResolveAbove is { } above && !(down && above >= threshold))
            errors.Report($"{path}.resolveAbove", down ? "Must be at least the threshold." : "Goes with < or <= only.");
        return new Comparing(op, threshold, up ? condition.ResolveBelow ?? Common(whole.ResolveBelow, threshold, -1) : down ? condition.ResolveAbove ?? Common(whole.ResolveAbove, threshold, 1) : null);
    }

    // One for the whole alert holds where it lies on the right side; that it does so somewhere is checked once for all conditions.
    static double? Common(double? resolve, double threshold, int side) =>
        resolve is { } value && (value - threshold) * side >= 0 ? value : null;
}
