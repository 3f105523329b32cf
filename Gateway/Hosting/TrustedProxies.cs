using Microsoft.AspNetCore.HttpOverrides;

namespace Gateway.Hosting;

/// <summary>
/// Takes the client's address from X-Forwarded-For where the connection comes from a trusted network: from the right end, until
/// the first address that is not trusted. Anybody else's header is not believed.
/// </summary>
static class TrustedProxies
{
    public static void UseTrustedProxies(this IApplicationBuilder app)
    {
        var networks = app.ApplicationServices.GetRequiredService<NodeOptions>().TrustedProxies;
        if (networks.Count == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        app.UseForwardedHeaders(options);
    }

    /// <summary>All entries that are no network.</summary>
    public static IEnumerable<string> Errors(IEnumerable<string> networks) =>
        from entry in networks.Select((network, index) => (network, index))
        where !System.Net.IPNetwork.TryParse(entry.network, out _)
        select $"Gateway:TrustedProxies:{entry.index}: '{entry.network}' is not a network like 10.0.0.0/8 or 2001:db8::/32";
}
