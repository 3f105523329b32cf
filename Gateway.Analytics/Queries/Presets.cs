using System.Diagnostics.CodeAnalysis;
using Gateway.Analytics.Queries.Catalogue;

namespace Gateway.Analytics.Queries;

/// <summary>The subjects that come with the product, in the order of the reference.</summary>
static class Presets
{
    public static IReadOnlyList<Preset> BuiltIn { get; } =
    [
        .. Traffic.Presets,
        .. Performance.Presets,
        .. Errors.Presets,
        .. Refusals.Presets,
        .. Consumers.Presets,
        .. Clients.Presets,
        .. Catalogue.Visitors.Presets,
        .. Upstreams.Presets,
        .. Catalogue.Gateway.Presets,
        .. Tokens.Presets,
    ];
}

/// <summary>All presets: the built-in ones, those of every <see cref="IPresetSource"/>, and those of the operator's folder.</summary>
public sealed class PresetCatalogue
{
    const int LongestName = 100;
    const int LongestTitle = 200;
    const int LongestDescription = 500;

    readonly List<Preset> all = [];
    readonly List<Preset> awaited = [];
    readonly Dictionary<string, Preset> byName = new(StringComparer.Ordinal);
    readonly Dictionary<string, PlannedQuery> plans = new(StringComparer.Ordinal);

    /// <param name="sources">Presets of others.</param>
    /// <param name="options">Names the operator's folder.</param>
    /// <param name="words">What presets are made of; null: the product's own.</param>
    /// <exception cref="InvalidOperationException">A name is taken, or a preset could never run; the message lists all such.</exception>
    public PresetCatalogue(IEnumerable<IPresetSource> sources, QueryOptions options, Vocabulary? words = null)
    {
        Words = words ?? Vocabulary.BuiltIn;
        var errors = new List<string>();
        foreach (var preset in Presets.BuiltIn.Concat(sources.SelectMany(source => source.Presets)))
            errors.AddRange(Add(preset).Select(error => $"{preset.Name}: {error}"));
        if (errors.Count > 0)
            throw new InvalidOperationException($"Presets that cannot be used:\n{string.Join('\n', errors)}");

        var (files, problems) = PresetFiles.Read(options.PresetsFolder);
        Problems = [.. problems, .. files.SelectMany(each => Add(each.Preset).Select(error => $"{each.File}: {(IsName(each.Preset.Name) ? each.Preset.Name : each.Preset.Name.Quote())}: {error}"))];
    }

    public IReadOnlyList<Preset> All => all;

    /// <summary>Presets that wait for a feature: nobody is offered them.</summary>
    internal IReadOnlyList<Preset> Awaited => awaited;

    /// <summary>The measures and dimensions that presets and queries name.</summary>
    public Vocabulary Words { get; }

    /// <summary>What is wrong with the operator's files, a line each. Such a preset is left out; the others count.</summary>
    public IReadOnlyList<string> Problems { get; }

    public bool TryFind(string name, [NotNullWhen(true)] out Preset? preset) => byName.TryGetValue(name, out preset);

    /// <summary>Everything that a picker or an editor offers.</summary>
    public CatalogueDescription Describe() => CatalogueDescription.Of(this);

    /// <summary>The preset's own plan; its shape and unit follow from it and are said nowhere else.</summary>
    internal PlannedQuery Plan(Preset preset) => plans[preset.Name];

    IReadOnlyList<string> Add(Preset preset)
    {
        if (byName.ContainsKey(preset.Name) || awaited.Exists(other => other.Name == preset.Name))
            return ["the name is taken."];
        var errors = Check(preset).ToList();
        if (errors.Count > 0 && preset.ArrivesWith is not null)
        {
            awaited.Add(preset);
            return [];
        }

        if (errors.Count == 0)
        {
            byName.Add(preset.Name, preset);
            all.Add(preset);
        }

        return errors;
    }

    static bool IsName(string name) =>
        name.Length <= LongestName && name.IndexOf('/', StringComparison.Ordinal) > 0 && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '/' or '-');

    IEnumerable<string> Check(Preset preset)
    {
        if (!IsName(preset.Name))
            yield return $"name: must be subject/name in small letters, digits and dashes, at most {LongestName} characters.";
        if (!FieldErrors.IsLine(preset.Title, LongestTitle))
            yield return $"title: must be 1 to {LongestTitle} characters without control characters.";
        if (!FieldErrors.IsLine(preset.Description, LongestDescription))
            yield return $"description: must be 1 to {LongestDescription} characters without control characters.";
        if (preset.Query.Preset is not null)
            yield return "A preset names measures, not another preset.";
        var errors = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        if (new QueryReader(this, QueryScope.AllTenants, "query", errors).Read(preset.Query with { Ref = preset.Name }, []) is { } plan)
            plans[preset.Name] = plan;
        if (preset.Interval is { } interval && !Interval.TryFind(interval, out _))
            yield return $"{interval.Quote()} is no interval; accepted: {FieldErrors.Names(Interval.All.Select(each => each.Name))}.";
        if (preset.From is { } from && !TimeGrammar.TryParse(from, DateTimeOffset.UnixEpoch.AddYears(50), ZoneClock.Utc, out _))
            yield return $"{from.Quote()} is no time; accepted: {TimeGrammar.Accepted}.";
        foreach (var (path, messages) in errors)
            yield return $"{path}: {string.Join(' ', messages)}";
        if (preset.Widget is not null && Widgets.All.All(widget => widget.Type != preset.Widget))
            yield return $"{preset.Widget.Quote()} is no widget; accepted: {FieldErrors.Names(Widgets.All.Select(widget => widget.Type))}.";
        if (preset.Drill is not null && !Words.TryFind(preset.Drill, out Dimension? _))
            yield return $"{preset.Drill.Quote()} is no dimension.";
    }
}
