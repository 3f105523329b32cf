using System.Text.Json.Serialization;

namespace Gateway.Analytics.Queries;

/// <summary>A batch of queries over one range, as it comes in. Nothing in it is trusted before it is planned.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record QueryRequest
{
    public IReadOnlyList<Query?>? Queries { get; init; }

    /// <summary>Default: the last 24 hours in UTC.</summary>
    public TimeRange? Range { get; init; }

    /// <summary>Hold for every query of the batch.</summary>
    public IReadOnlyList<Filter?>? Filters { get; init; }

    /// <summary><c>previous</c>, <c>day</c>, <c>week</c>, or null for no comparison.</summary>
    public string? Compare { get; init; }
}

/// <summary>One query: a preset, or measures and how to split them.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Query
{
    /// <summary>The name of its result in the answer.</summary>
    public string? Ref { get; init; }

    public string? Preset { get; init; }

    public IReadOnlyList<string?>? Measures { get; init; }

    /// <summary>Null, <c>"time"</c>, a dimension, <c>["time", dimension]</c> or <c>["time", "latency"]</c>.</summary>
    public Split? Split { get; init; }

    /// <summary>Hold together with those of the batch and of the preset.</summary>
    public IReadOnlyList<Filter?>? Filters { get; init; }

    /// <summary>How many values of the dimension are shown; the others are added up.</summary>
    public int? Limit { get; init; }

    /// <summary>A measure, most first; <c>measure asc</c> for least first; <c>key</c> for the order of the values. Default: the first measure.</summary>
    public string? Order { get; init; }
}

/// <summary>A range in the time grammar and how it is cut.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TimeRange
{
    /// <summary>An ISO time with offset, or <c>now</c> with steps such as <c>now-90m</c>, <c>now-1d/d</c>. Default <c>now-24h</c>.</summary>
    public string? From { get; init; }

    /// <summary>As <see cref="From"/>. Default <c>now</c>.</summary>
    public string? To { get; init; }

    /// <summary>IANA zone in which days, weeks and months begin. Default <c>UTC</c>.</summary>
    public string? Zone { get; init; }

    /// <summary>Length of a bucket, or <c>auto</c> (the default).</summary>
    public string? Interval { get; init; }

    /// <summary>The range to its ends as written, for what is not cut into buckets; null with errors at <c>from</c> and <c>to</c>.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? Read(string from, string to, DateTimeOffset now, Dictionary<string, List<string>> errors) =>
        RangeResolver.Exact(new TimeRange { From = from, To = to }, now, errors);

    /// <summary>For the gateway's own questions: the edges of equal buckets, in place of all the rest.</summary>
    internal IReadOnlyList<DateTimeOffset>? Edges { get; init; }
}

/// <summary>A condition on one dimension.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Filter
{
    public string? Dimension { get; init; }

    /// <summary><c>is</c> (the default), <c>isNot</c>, <c>oneOf</c> (or <c>in</c>), <c>prefix</c>.</summary>
    public string? Op { get; init; }

    /// <summary>Values; null stands for "none". Several are alternatives.</summary>
    [JsonConverter(typeof(FilterValuesConverter))]
    public IReadOnlyList<string?>? Values { get; init; }
}
