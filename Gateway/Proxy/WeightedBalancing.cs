using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Admin.Contract;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>
/// The proxy's ways of choosing a destination, each with weights: over many requests a destination gets its part, or under
/// load its part of what runs at once. Only clusters whose weights differ come here; it allocates nothing.
/// </summary>
sealed class WeightedBalancing(LoadBalancing kind) : ILoadBalancingPolicy
{
    const string Key = "weight";

    readonly ConditionalWeakTable<DestinationConfig, StrongBox<int>> weights = [];
    readonly ConditionalWeakTable<ClusterState, StrongBox<int>> turns = [];

    public static IEnumerable<WeightedBalancing> All =>
        [.. from kind in Enum.GetValues<LoadBalancing>() where kind != LoadBalancing.FirstAlphabetical select new WeightedBalancing(kind)];

    public string Name => NameOf(kind);

    public static string NameOf(LoadBalancing kind) => $"Weighted{kind}";

    public static Dictionary<string, string> Metadata(int weight) => new() { [Key] = weight.ToString(CultureInfo.InvariantCulture) };

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        if (availableDestinations.Count < 2)
            return availableDestinations.Count == 0 ? null : availableDestinations[0];
        var total = 0;
        for (var i = 0; i < availableDestinations.Count; i++)
            total += WeightOf(availableDestinations[i]);
        switch (kind)
        {
            case LoadBalancing.Random:
                return At(availableDestinations, Random.Shared.Next(total));
            case LoadBalancing.RoundRobin:
                // Multiples of the golden ratio, cut to one turn, fall evenly (Knuth, The Art of Computer Programming 3, 6.4):
                // the heavy ones are spread over the turn instead of coming in a row.
                var turn = (uint)Interlocked.Increment(ref turns.GetValue(cluster, static _ => new StrongBox<int>()).Value);
                return At(availableDestinations, (int)(((ulong)(turn * 2654435769u) * (ulong)total) >> 32));
            case LoadBalancing.LeastRequests:
                var least = availableDestinations[0];
                for (var i = 1; i < availableDestinations.Count; i++)
                    least = Freer(least, availableDestinations[i]);
                return least;
            default:
                var one = At(availableDestinations, Random.Shared.Next(total));
                return Freer(one, At(availableDestinations, Random.Shared.Next(total)));
        }
    }

    /// <summary>Which of the two has less to do for its weight, were it to take one more.</summary>
    DestinationState Freer(DestinationState one, DestinationState other) =>
        (long)(other.ConcurrentRequestCount + 1) * WeightOf(one) < (long)(one.ConcurrentRequestCount + 1) * WeightOf(other) ? other : one;

    DestinationState At(IReadOnlyList<DestinationState> among, int position)
    {
        for (var i = 0; i < among.Count - 1; i++)
        {
            position -= WeightOf(among[i]);
            if (position < 0)
                return among[i];
        }

        return among[^1];
    }

    int WeightOf(DestinationState destination) => weights.GetValue(
        destination.Model.Config, static config => new StrongBox<int>(int.Parse(config.Metadata![Key], CultureInfo.InvariantCulture))).Value;
}
