namespace Gateway.Admin.Contract;

/// <summary>What is said about one tenant.</summary>
interface IOfTenant
{
    /// <summary>The tenant it belongs to; null in a request takes the tenant of the call.</summary>
    string? Tenant { get; }
}
