using System.Net;
using System.Net.Sockets;

namespace Gateway.Analytics.Alerts.Channels;

/// <summary>
/// Opens connections for channels. The address is checked after its name was looked up and is the one that is connected to, so
/// no name leads to this machine or to a cloud's metadata by a detour.
/// </summary>
sealed class ChannelSockets(ChannelOptions options)
{
    /// <exception cref="LocalAddressException">Every address of the name is one that channels may not use.</exception>
    /// <exception cref="SocketException">Nothing answers there.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken token)
    {
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, token);
        var allowed = options.LocalAddresses ? found : [.. found.Where(address => !IsLocal(address))];
        if (allowed.Length == 0)
            throw found.Length > 0 ? new LocalAddressException(host) : new SocketException((int)SocketError.HostNotFound);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>This machine, link-local (169.254.0.0/16 and fe80::/10, where clouds serve metadata; also fd00:ec2::254), nowhere, or many at once.</summary>
    public static bool IsLocal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] is 0 or >= 224 || (bytes[0] == 169 && bytes[1] == 254)
            : address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any) || address.Equals(Metadata);
    }

    static readonly IPAddress Metadata = IPAddress.Parse("fd00:ec2::254");
}

/// <summary>A channel leads to where channels may not send.</summary>
sealed class LocalAddressException(string host)
    : IOException($"{host} is an address of this machine or link-local, where channels may not send. Gateway:Channels:LocalAddresses allows it.");
