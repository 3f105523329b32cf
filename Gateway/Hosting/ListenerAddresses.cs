using Gateway.Admin.Access;
using Gateway.Capture;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Hosting;

/// <summary>Where each listener really answers: a configured port may be 0, a host may be all of them.</summary>
sealed class ListenerAddresses(IServer server, ProxyOptions proxy, AdminOptions admin)
{
    /// <summary>As people can open them; empty before the start.</summary>
    public IReadOnlyList<string> Of(Listener listener)
    {
        // The server names them in the order in which they were opened.
        var all = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(Reachable).ToList() ?? [];
        var proxies = Listeners.Split(proxy.Urls).Length;
        var admins = Listeners.Split(admin.Urls).Length;
        return listener switch
        {
            Listener.Proxy => [.. all.Take(proxies)],
            Listener.Admin => [.. all.Skip(proxies).Take(admins)],
            _ => [.. all.Skip(proxies + admins)],
        };
    }

    static string Reachable(string address) => address
        .Replace("[::]", "localhost", StringComparison.Ordinal)
        .Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
}
