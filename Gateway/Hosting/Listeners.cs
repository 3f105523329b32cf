using System.Net;
using System.Text;
using Gateway.Admin.Access;
using Gateway.Capture;
using Gateway.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Hosting;

/// <summary>Opens the listeners and marks each connection with the one it came through.</summary>
static class Listeners
{
    /// <summary>The one listener that takes https.</summary>
    const string ProxyKey = "Gateway:Proxy:Urls";

    public static void Configure(KestrelServerOptions kestrel, IServiceProvider services)
    {
        kestrel.AddServerHeader = false;
        // Header values are bytes; clients and upstreams send what they like in them. Latin-1 carries each byte through unchanged
        // (the proxy's clients send with it too), where UTF-8 would refuse the request.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        Open(kestrel, Listener.Proxy, ProxyKey, services.GetRequiredService<ProxyOptions>().Urls, services.GetRequiredService<TlsHandshake>());
        Open(kestrel, Listener.Admin, "Gateway:Admin:Urls", services.GetRequiredService<AdminOptions>().Urls, tls: null);
        Open(kestrel, Listener.Metrics, "Gateway:Metrics:Urls", services.GetRequiredService<MetricsOptions>().Urls, tls: null);
    }

    /// <summary>All errors of an address list, each with its key; none when it is right.</summary>
    public static IEnumerable<string> Errors(string key, string urls)
    {
        foreach (var url in Split(urls))
        {
            if (!TryParse(url, key == ProxyKey, out _, out _, out var error))
                yield return $"{key}: '{url}' {error}";
        }
    }

    static void Open(KestrelServerOptions kestrel, Listener listener, string key, string urls, TlsHandshake? tls)
    {
        foreach (var url in Split(urls))
        {
            if (!TryParse(url, tls is not null, out var address, out var port, out var error))
                throw new StartRefusedException($"{key}: '{url}' {error}");
            void Prepare(ListenOptions options)
            {
                Mark(options, listener);
                if (IsHttps(url))
                    tls!.Use(options);
            }

            if (address is null)
                kestrel.ListenAnyIP(port, Prepare);
            else
                kestrel.Listen(address, port, Prepare);
        }
    }

    static void Mark(ListenOptions options, Listener listener)
    {
        var mark = new ListenerMark(listener);
        options.Use(next => connection =>
        {
            connection.Features.Set(mark);
            return next(connection);
        });
    }

    /// <summary>The addresses of a list.</summary>
    public static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether what is sent there is seen by this machine alone, or encrypted.</summary>
    public static bool IsPrivate(string url) =>
        !url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || (TryParse(url, mayBeHttps: false, out var address, out _, out _) && address is not null && IPAddress.IsLoopback(address));

    static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    static bool TryParse(string url, bool mayBeHttps, out IPAddress? address, out int port, out string error)
    {
        (address, port, error) = (null, 0, "is not an address like http://*:8080 or http://127.0.0.1:8082");
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return false;
        }

        port = binding.Port;
        if (IsHttps(url) && !mayBeHttps)
        {
            error = $"is https, which {ProxyKey} alone takes; put what speaks https in front";
            return false;
        }

        if (binding.Scheme.ToLowerInvariant() is not ("http" or "https") || binding.PathBase.Length > 0)
            return false;
        if (binding.Host is "*" or "+" or "0.0.0.0" or "[::]")
            return true;
        if (binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            address = IPAddress.Loopback;
            return true;
        }

        return IPAddress.TryParse(binding.Host.Trim('[', ']'), out address);
    }
}
