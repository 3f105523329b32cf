namespace Gateway.Analytics.Events;

/// <summary>How the client spoke to the gateway. The numbers are stored.</summary>
public enum RequestProtocol : byte
{
    Unknown = 0,
    Http10 = 1,
    Http11 = 2,
    Http2 = 3,
    Http3 = 4,
    WebSocket = 5,
}
