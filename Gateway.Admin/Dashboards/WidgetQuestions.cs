using Gateway.Admin.Contract;
using Gateway.Analytics.Queries;

namespace Gateway.Admin.Dashboards;

/// <summary>What a dashboard asks, as its page does: each widget's question, and for one with a small picture the same over time.</summary>
sealed class WidgetQuestions(PresetCatalogue presets)
{
    /// <summary>Name of the question of the small picture: the widget's id and this.</summary>
    public const string Small = ".spark";

    public IReadOnlyList<Query> Of(IReadOnlyList<WidgetDocument> widgets)
    {
        var queries = new List<Query>();
        foreach (var widget in widgets)
        {
            if (widget.Query is null)
                continue;
            var query = DashboardChecks.QueryOf(widget.Query, widget.Id);
            queries.Add(query);
            if (widget.Options.Spark == true && OverTime(query) is { } small)
                queries.Add(small with { Ref = widget.Id + Small });
        }

        return queries;
    }

    /// <summary>The first measure over time, by the same values; null where the question is over time itself.</summary>
    Query? OverTime(Query query)
    {
        var source = query.Preset is not null && presets.TryFind(query.Preset, out var preset) ? preset.Query : query;
        if (source.Measures is not [{ } measure, ..] || source.Split?.By is [Split.Time, ..])
            return null;
        var by = source.Split?.By is [{ } dimension, ..] ? new Split([Split.Time, dimension]) : new Split([Split.Time]);
        return new Query
        {
            Measures = [measure],
            Split = by,
            Filters = query.Preset is null ? query.Filters : [.. query.Filters ?? [], .. source.Filters ?? []],
            Limit = by.By.Count == 1 ? null : Math.Min(query.Limit ?? source.Limit ?? QueryLimits.Usual, QueryLimits.Lines),
        };
    }
}
