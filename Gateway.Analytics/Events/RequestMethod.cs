namespace Gateway.Analytics.Events;

/// <summary>The closed set of methods that are kept apart; all others are <see cref="Other"/>. The numbers are stored.</summary>
public enum RequestMethod : byte
{
    Other = 0,
    Get = 1,
    Head = 2,
    Post = 3,
    Put = 4,
    Delete = 5,
    Patch = 6,
    Options = 7,
    Trace = 8,
    Connect = 9,
}

/// <summary>Names of the methods as shown and queried.</summary>
public static class RequestMethods
{
    /// <summary>Wire names by number; <c>_OTHER</c> follows OpenTelemetry's HTTP conventions.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["_OTHER", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"];

    /// <summary>The method's place in the closed set. Methods are case-sensitive (RFC 9110, 9.1).</summary>
    public static RequestMethod Parse(string method) => method switch
    {
        "GET" => RequestMethod.Get,
        "HEAD" => RequestMethod.Head,
        "POST" => RequestMethod.Post,
        "PUT" => RequestMethod.Put,
        "DELETE" => RequestMethod.Delete,
        "PATCH" => RequestMethod.Patch,
        "OPTIONS" => RequestMethod.Options,
        "TRACE" => RequestMethod.Trace,
        "CONNECT" => RequestMethod.Connect,
        _ => RequestMethod.Other,
    };
}
