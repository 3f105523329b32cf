using System.Text.Json.Nodes;
using Gateway.Admin.Store;

namespace Gateway.Admin.Audit;

/// <summary>One thing that somebody did.</summary>
/// <param name="Number">Grows with time; names the entry.</param>
/// <param name="Time">When.</param>
/// <param name="Tenant">Whose administrators see it.</param>
/// <param name="Actor">Who.</param>
/// <param name="Address">From where; null for what the gateway did by itself.</param>
/// <param name="Action">What was done.</param>
/// <param name="Collection">To what kind of object.</param>
/// <param name="Id">To which one; <c>*</c> for a list.</param>
/// <param name="Before">The object before; null before it was made, and where nothing of it changed.</param>
/// <param name="After">The object after.</param>
sealed record AuditAnswer(
    long Number, DateTimeOffset Time, string Tenant, string Actor, string? Address, string Action, string Collection, string Id, JsonNode? Before, JsonNode? After)
{
    public static AuditAnswer Of(AuditEntry row) => new(
        row.Id, row.Time, row.TenantId, row.Actor, row.Address, row.Action, row.Collection, row.ObjectId,
        row.Before is null ? null : JsonNode.Parse(row.Before),
        row.After is null ? null : JsonNode.Parse(row.After));
}
