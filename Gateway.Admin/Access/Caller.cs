using Gateway.Admin.Store;

namespace Gateway.Admin.Access;

/// <summary>Who calls, and what of the store and the traffic the call may touch.</summary>
/// <param name="Name">As versions and the audit name the caller.</param>
/// <param name="Scope">One tenant, or <see cref="GatewayStore.AllTenants"/>. Added to every statement by the executor.</param>
sealed record Caller(string Name, string Scope)
{
    public bool SeesAllTenants => Scope == GatewayStore.AllTenants;
}
