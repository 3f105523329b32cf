using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>
/// Takes the client's address from X-Forwarded-For where the connection comes from a trusted network: from the right end, until
/// the first address that is not trusted. Anybody else's header is not believed.
/// </summary>
static class TrustedProxies
{
    public static void UseTrustedProxies(this IApplicationBuilder app)
    {
        var node = app.ApplicationServices.GetRequiredService<NodeOptions>();
        var logs = app.ApplicationServices.GetRequiredService<ILoggerFactory>();
        app.Use(next =>
        {
            Reader? reader = null;
            return http =>
            {
                // Set anew, it is another list: one comparison a request tells.
                var networks = node.TrustedProxies;
                if (networks.Count == 0)
                    return next(http);
                if (reader is not { } current || !ReferenceEquals(current.Networks, networks))
                    reader = current = new Reader(networks, new ForwardedHeadersMiddleware(next, logs, Options.Create(Of(networks))));
                return current.Middleware.Invoke(http);
            };
        });
    }

    static ForwardedHeadersOptions Of(IList<string> networks)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        return options;
    }

    sealed record Reader(IList<string> Networks, ForwardedHeadersMiddleware Middleware);
}
