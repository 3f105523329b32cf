namespace Gateway.Bench.Replay;

/// <summary>A path as the gateway sees and stores it: without query, decoded but for the encoded slash, dots resolved.</summary>
static class SeenPath
{
    public static string Of(string target)
    {
        var end = target.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? target : target[..end];
        if (path.Contains('%', StringComparison.Ordinal))
            path = Uri.UnescapeDataString(path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase));
        return path.Contains("/.", StringComparison.Ordinal) ? WithoutDots(path) : path;
    }

    // RFC 3986, 5.2.4.
    static string WithoutDots(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/')[1..];
        for (var i = 0; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            if (segments[i] == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            if (segments[i] is not ("." or ".."))
                kept.Add(segments[i]);
            else if (isLast)
                kept.Add("");
        }

        return "/" + string.Join('/', kept);
    }
}
