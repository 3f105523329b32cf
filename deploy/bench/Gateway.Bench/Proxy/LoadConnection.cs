using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Bench.Proxy;

/// <summary>
/// One kept connection that sends ready bytes and reads answers with a Content-Length. Far cheaper than a client library: on two
/// cores the loader takes its CPU from what is measured.
/// </summary>
sealed class LoadConnection : IDisposable
{
    static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    static readonly byte[] LengthHeader = "\r\nContent-Length: "u8.ToArray();

    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] buffer = new byte[16 * 1024];

    /// <summary>When the request now under way was due, by the stopwatch.</summary>
    public long DueAt { get; set; }

    public static async Task<LoadConnection> OpenAsync(Uri address, CancellationToken token)
    {
        var connection = new LoadConnection();
        try
        {
            await connection.socket.ConnectAsync(IPAddress.Loopback, address.Port, token);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The cycle's requests as they go over the wire.</summary>
    public static IReadOnlyList<byte[]> Bytes(IReadOnlyList<ShapedRequest> cycle, Uri address) =>
        [.. cycle.Select(request => Encoding.ASCII.GetBytes($"GET {request.Path} HTTP/1.1\r\nHost: {address.Authority}\r\nX-Api-Key: {request.Key}\r\n\r\n"))];

    public void Send(byte[] request) => socket.Send(request);

    /// <summary>Reads one answer; false when its status is no success.</summary>
    /// <exception cref="IOException">The connection ended.</exception>
    public async ValueTask<bool> ReceiveAsync(CancellationToken token)
    {
        var (filled, head) = (0, -1);
        while (head < 0)
        {
            filled += await ReadAsync(buffer.AsMemory(filled), token);
            head = buffer.AsSpan(0, filled).IndexOf(HeadEnd);
        }

        var isSuccess = buffer[9] == (byte)'2';
        for (var left = head + HeadEnd.Length + Length(buffer.AsSpan(0, head)) - filled; left > 0;)
            left -= await ReadAsync(buffer, token);
        return isSuccess;
    }

    public void Dispose() => socket.Dispose();

    async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken token) =>
        await socket.ReceiveAsync(into, token) is > 0 and var read ? read : throw new IOException("The connection was closed before the answer was whole.");

    static int Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf(LengthHeader);
        if (at < 0)
            throw new IOException("The answer has no Content-Length.");
        var text = head[(at + LengthHeader.Length)..];
        var end = text.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
