namespace Gateway.Analytics.Queries;

/// <summary>Names of ids as they are now. Analytics stores ids only; whoever owns the names implements this.</summary>
public interface INameLookup
{
    /// <summary>Names of those ids that have one.</summary>
    /// <param name="tenant">The tenant that owns the ids; <c>*</c> for ids of tenants themselves.</param>
    /// <param name="dimension">A dimension with <see cref="Dimension.Named"/>; an id of <c>destination</c> is <c>cluster/destination</c>.</param>
    /// <param name="ids">Ids as answers carry them.</param>
    /// <param name="token">Cancels the look-up.</param>
    ValueTask<IReadOnlyDictionary<string, string>> NamesAsync(
        string tenant, string dimension, IReadOnlyCollection<string> ids, CancellationToken token);
}

/// <summary>Knows no name, so ids are shown.</summary>
sealed class NoNames : INameLookup
{
    static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public ValueTask<IReadOnlyDictionary<string, string>> NamesAsync(
        string tenant, string dimension, IReadOnlyCollection<string> ids, CancellationToken token) => ValueTask.FromResult(None);
}
