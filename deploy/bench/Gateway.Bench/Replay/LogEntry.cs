namespace Gateway.Bench.Replay;

/// <summary>One request as a web server logged it.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Client">Address, or host name where the server looked it up.</param>
/// <param name="Time">When it was served.</param>
/// <param name="Method">As sent.</param>
/// <param name="Target">Path and query as sent.</param>
/// <param name="Protocol">Such as HTTP/1.1.</param>
/// <param name="Status">What the client got.</param>
/// <param name="Bytes">Size of the body; 0 where none was logged.</param>
/// <param name="Referrer">Null where the client sent none.</param>
/// <param name="UserAgent">Null where the client sent none.</param>
public sealed record LogEntry(
    int Line,
    string Client,
    DateTimeOffset Time,
    string Method,
    string Target,
    string Protocol,
    int Status,
    long Bytes,
    string? Referrer,
    string? UserAgent);
