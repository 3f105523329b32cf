using Gateway.Analytics.Queries;

namespace Gateway.Analytics.Requests;

/// <summary>Which requests are asked for, as written; see <see cref="RequestExplorer"/>.</summary>
public sealed record RequestQuestion
{
    /// <summary>Begin in the time grammar. Default <c>now-1h</c>.</summary>
    public string? From { get; init; }

    /// <summary>End, as <see cref="From"/>. Default <c>now</c>.</summary>
    public string? To { get; init; }

    /// <summary>IANA zone of days, weeks and months in <see cref="From"/> and <see cref="To"/>. Default UTC.</summary>
    public string? Zone { get; init; }

    public IReadOnlyList<Filter?> Filters { get; init; } = [];

    /// <summary><c>newest</c> (the default) or <c>slowest</c>.</summary>
    public string? Order { get; init; }

    public int Limit { get; init; } = 50;

    /// <summary>The <see cref="RequestPage.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>One page of requests.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="Next">Cursor of the page after; null on the last. It keeps the range of the first page.</param>
/// <param name="From">Begin of the range as resolved.</param>
/// <param name="To">End of the range as resolved.</param>
/// <param name="RawSince">Since when single requests are kept, where the range begins before; null where all of it is there.</param>
/// <param name="CompleteUntil">Up to when all requests are there; null when no writer has reported.</param>
/// <param name="ScannedUntil">Set where the search stopped for its time with the page not full: from here on back nothing was looked at yet; <paramref name="Next"/> goes on.</param>
public sealed record RequestPage(
    IReadOnlyList<RequestRow> Items,
    string? Next,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset? RawSince,
    DateTimeOffset? CompleteUntil,
    DateTimeOffset? ScannedUntil);

/// <summary>A page, or what is wrong with the question (path of the field → messages), or why it was not answered.</summary>
public sealed record RequestAnswer(RequestPage? Page)
{
    public IReadOnlyDictionary<string, List<string>> Errors { get; init; } = new Dictionary<string, List<string>>();

    public QueryProblem? Problem { get; init; }
}
