using Gateway.Analytics.Classify;

namespace Gateway.Analytics.Imports;

/// <summary>Classes of user agents, as the gateway tells them from requests; the texts stay in memory.</summary>
public sealed class LogClients
{
    /// <summary>How many are remembered.</summary>
    const int Most = 10_000;

    readonly Dictionary<string, ClientClass> known = new(StringComparer.Ordinal);

    /// <summary>The class of a user agent; unknown where the log has none.</summary>
    public ClientClass Of(string? agent)
    {
        if (agent is null)
            return default;
        if (agent.Length > UserAgentClassifier.MaxLength)
            agent = agent[..UserAgentClassifier.MaxLength];
        if (known.TryGetValue(agent, out var found))
            return found;
        if (known.Count == Most)
            known.Clear();
        return known[agent] = UserAgentClassifier.Instance.Classify(agent);
    }
}
