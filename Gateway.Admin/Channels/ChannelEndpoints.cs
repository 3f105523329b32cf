using Gateway.Admin.Access;
using Gateway.Admin.Audit;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Gateway.Analytics.Alerts.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Channels;

/// <summary>Channels: the calls of every collection, trying one out, and what kinds there are.</summary>
sealed class ChannelEndpoints(
    ChannelCollection channels, AlertChannels kinds, ChannelSecrets secrets, GatewayStore store, StoreWriter writer, AuditLog audit, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder api)
    {
        var group = new CollectionEndpoints<ChannelDocument, Channel>(channels, store, writer) { ReadNeed = Need.ReadParts }.Map(api);
        group.MapPost("{id}/test", TestAsync).Needs(Need.Write).Produces<ChannelTestAnswer>().ProducesProblem(404);
        api.MapGet("/channel-types", () => TypedResults.Json(kinds.All.Select(channel => ChannelTypeAnswer.Of(channel.Kind)).ToList(), ContractJson.Options))
            .Needs(Need.SignedIn).Produces<IReadOnlyList<ChannelTypeAnswer>>().WithTags("channels");
    }

    /// <summary>Sends a notice that says it is none, at once and whatever waits.</summary>
    async Task<IResult> TestAsync(HttpContext http, string id)
    {
        var scope = Scopes.Of(http);
        LiveChannel? channel;
        string tenant;
        await using (var session = await store.OpenAsync(scope.Tenant, http.RequestAborted))
        {
            var (row, problem) = await channels.FindAsync(session.Db, id, tenant: null, http.RequestAborted, scope.Teams);
            if (row is null)
                return problem!;
            (channel, tenant) = (LiveChannel.Of(row, kinds, secrets), row.TenantId);
        }

        await audit.AddAsync(scope.Caller, AuditAction.Test, tenant, channels.Name, id, http.RequestAborted);
        var answer = channel is null
            ? ChannelAnswer.Refused("This version of the gateway does not know its type.")
            : await channel.SendAsync([Sample(channel, scope.Caller.Name)], http.RequestAborted);
        return TypedResults.Json(new ChannelTestAnswer(answer.Outcome == ChannelOutcome.Delivered, answer.Detail), ContractJson.Options);
    }

    AlertNotice Sample(LiveChannel channel, string caller)
    {
        var key = $"test-{Guid.CreateVersion7():N}";
        return new AlertNotice
        {
            Tenant = channel.Tenant,
            Alert = "test",
            Name = $"Trying out {channel.Name}",
            Severity = AlertSeverity.Info,
            From = AlertStatus.Ok,
            To = AlertStatus.Ok,
            Kind = NoticeKind.Fired,
            Time = time.GetUtcNow(),
            Key = key,
            Incident = key,
            Message = $"{caller} tries this channel out. Nothing has happened.",
            IsTest = true,
        };
    }
}

/// <summary>What became of a try.</summary>
/// <param name="Answer">What the other side said, or why nothing was heard of it.</param>
sealed record ChannelTestAnswer(bool Delivered, string Answer);

/// <summary>A kind of channel, for whoever fills in its form.</summary>
/// <param name="Gathers">Whether several notices fit into one message.</param>
sealed record ChannelTypeAnswer(string Type, string Title, bool Gathers, IReadOnlyList<ChannelSettingAnswer> Settings)
{
    public static ChannelTypeAnswer Of(ChannelKind kind) => new(kind.Type, kind.Title, kind.Gathers, [.. kind.Settings.Select(setting =>
        new ChannelSettingAnswer(setting.Name, setting.Title, setting.Kind, setting.Help, setting.IsRequired, setting.IsSecret, setting.Default, setting.Choices))]);
}

/// <summary>One setting of a kind of channel.</summary>
/// <param name="Required">Whether it has to be given.</param>
/// <param name="Secret">Whether it is never answered.</param>
sealed record ChannelSettingAnswer(string Name, string Title, SettingKind Kind, string Help, bool Required, bool Secret, string? Default, IReadOnlyList<string> Choices);
