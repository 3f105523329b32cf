namespace Gateway.Analytics.Requests;

/// <summary>In which order requests are listed.</summary>
enum RequestOrder : byte
{
    Newest = 1,
    Slowest = 2,
}
