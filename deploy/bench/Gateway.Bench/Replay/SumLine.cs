namespace Gateway.Bench.Replay;

/// <summary>One sum from two sides.</summary>
/// <param name="What">What is counted, such as a dimension.</param>
/// <param name="Value">Its value; empty for a total.</param>
/// <param name="Counted">By the client, from the answers.</param>
/// <param name="Found">By the other side.</param>
public sealed record SumLine(string What, string Value, long Counted, long Found)
{
    public bool Agrees => Counted == Found;
}
