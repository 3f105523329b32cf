using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Capture;

/// <summary>The three doors. Each has ports of its own, so that no user route can shadow the admin area.</summary>
enum Listener
{
    Proxy,
    Admin,
    Metrics,
}

/// <summary>Lies on each connection and says which door it came through; a port number could not, when it is 0 or shared.</summary>
sealed record ListenerMark(Listener Listener);

static class ListenerMarks
{
    public static bool CameThrough(this IFeatureCollection features, Listener listener) =>
        features.Get<ListenerMark>()?.Listener == listener;
}
