namespace Gateway.Analytics.Queries;

/// <summary>How a dimension is stored.</summary>
enum DimensionKind
{
    /// <summary>Text; null is "none".</summary>
    Text,

    /// <summary>An array of texts; an exchange belongs to each of them.</summary>
    Texts,

    /// <summary>A number that is shown as such; 0 is "none".</summary>
    Number,

    /// <summary>A number out of a closed set, known by names.</summary>
    Closed,
}

/// <summary>
/// A property of exchanges to split and filter by.
/// To add one: an entry in <see cref="Dimensions"/>, and a set in <c>ClosedSet.cs</c> when its values are numbers with names. An
/// assembly of one's own registers one as a singleton.
/// </summary>
public sealed record Dimension
{
    /// <param name="name">Letters and digits, beginning with a small letter.</param>
    /// <param name="label">As on pages.</param>
    /// <param name="sql">A text from a row of <c>events</c>: a column or an expression; null is "none". What no cell is divided by reaches back as far as single requests are kept.</param>
    public Dimension(string name, string label, string sql)
        : this(name, label, sql, DimensionKind.Text)
    {
    }

    internal Dimension(string name, string label, string sql, DimensionKind kind) =>
        (Name, Label, Sql, Kind) = (name, label, sql, kind);

    public string Name { get; }

    public string Label { get; }

    /// <summary>All values where the set is closed, else empty.</summary>
    public IReadOnlyList<ClosedValue> Values { get; internal init; } = [];

    /// <summary>Whether a query may split by it; one that may not is for filters only.</summary>
    public bool Splits { get; init; } = true;

    /// <summary>Whether it means something only where all tenants are seen.</summary>
    public bool AcrossTenants { get; init; }

    /// <summary>Whether its values are single persons, though by pseudonym; for who administers what is looked at.</summary>
    public bool OfPersons { get; init; }

    /// <summary>Whether it tells of what is behind the routes, which those who only call them do not see.</summary>
    public bool Behind { get; init; }

    /// <summary>Whether its values are ids with names elsewhere.</summary>
    public bool Named { get; internal init; }

    /// <summary>Whether equal values of two tenants are different things.</summary>
    internal bool PerTenant { get; init; }

    internal DimensionKind Kind { get; }

    /// <summary>Column or expression over the raw row.</summary>
    internal string Sql { get; }

    /// <summary>A join that <see cref="Sql"/> needs.</summary>
    internal string? Join { get; init; }

    internal bool IsText => Kind is DimensionKind.Text or DimensionKind.Texts;

    /// <summary>
    /// The value to group by, never null: "none" is an empty text or 0, so that groups can be joined. Texts are compared by their
    /// bytes, which gives the same order everywhere and sorts faster.
    /// </summary>
    internal string KeySql => Kind switch
    {
        DimensionKind.Text => $"coalesce({Sql}, '') collate \"C\"",
        DimensionKind.Texts => "coalesce(member, '') collate \"C\"",
        _ => $"({Sql})::int",
    };

    /// <summary>The name of a stored key in answers; null for "none".</summary>
    internal string? Wire(object key) => key switch
    {
        string text => text.Length == 0 ? null : text,
        int number when Kind is DimensionKind.Closed => Values.FirstOrDefault(value => value.Number == number) is { } known ? known.Name : Text(number),
        int number => number == 0 ? null : Text(number),
        _ => throw new InvalidOperationException($"A key of type {key.GetType()}."),
    };

    /// <summary>The name of a stored key on pages, as far as this dimension knows it.</summary>
    internal string Show(object key) =>
        key is int number && Values.FirstOrDefault(value => value.Number == number) is { } known ? known.Label : Wire(key) ?? "(none)";

    static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
