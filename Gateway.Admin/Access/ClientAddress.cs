using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Gateway.Admin.Access;

/// <summary>Who is at the other end of the connection, or of the one that a trusted proxy took. Anybody else's header is not believed.</summary>
static class ClientAddress
{
    /// <summary>As the audit and sessions keep it.</summary>
    public static string? Of(HttpContext http) => Plain(http)?.ToString();

    /// <summary>What one guesser has in hand: an IPv4 address, or the /64 that any IPv6 customer gets.</summary>
    public static string PrefixOf(HttpContext http)
    {
        if (Plain(http) is not { } address)
            return "";
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    public static bool IsLoopback(HttpContext http) => http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    static IPAddress? Plain(HttpContext http) => http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
        ? mapped.MapToIPv4()
        : http.Connection.RemoteIpAddress is { AddressFamily: AddressFamily.InterNetworkV6 } address
            ? new IPAddress(address.GetAddressBytes())
            : http.Connection.RemoteIpAddress;
}
