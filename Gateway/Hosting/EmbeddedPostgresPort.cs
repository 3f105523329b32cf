using System.Net;
using System.Net.Sockets;

namespace Gateway.Hosting;

/// <summary>
/// A port for the embedded database, below the range that the kernel gives to outgoing connections: one of those could sit on
/// the port while the server is away, a client that tries again and again even by connecting to itself.
/// </summary>
static class EmbeddedPostgresPort
{
    const int First = 20_000;
    const int Last = 32_000;
    const int Tries = 1000;

    /// <summary>A port nobody listens on right now.</summary>
    public static int Find()
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var candidate = Random.Shared.Next(First, Last);
            if (IsFree(candidate))
                return candidate;
        }

        throw new EmbeddedPostgresException("No free port was found for the embedded database; set Gateway:Postgres:Port.");
    }

    /// <summary>Whether the port can be listened on.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
