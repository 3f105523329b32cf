namespace Gateway.Analytics.Classify;

/// <summary>Folds a path into a template with few values: <c>/users/4711/avatar.png</c> becomes <c>/users/{n}/avatar.png</c>.</summary>
public static class EndpointTemplate
{
    const int MaxSegments = 12;
    const int MaxLength = 128;
    const string More = "/…";

    /// <summary>
    /// The template of a path: without query, fragment, empty segments and trailing slash; segments that are ids folded by
    /// <see cref="EndpointSegment"/>; at most 12 segments and 128 characters, then <c>/…</c>. Percent-encoding stays as it is.
    /// The same instance when nothing is to be done.
    /// </summary>
    public static string Fold(string path)
    {
        var rest = path.AsSpan();
        if (rest.IndexOfAny('?', '#') is >= 0 and var end)
            rest = rest[..end];
        Span<char> buffer = stackalloc char[MaxLength];
        var template = new Template(buffer);
        var segments = 0;
        foreach (var range in rest.Split('/'))
        {
            var segment = rest[range];
            if (segment.IsEmpty)
                continue;
            if (segments++ == MaxSegments || !template.TryAppend(segment))
            {
                template.Cut();
                break;
            }
        }

        var folded = template.Written;
        if (folded.IsEmpty)
            return "/";
        return folded.SequenceEqual(path) ? path : folded.ToString();
    }

    ref struct Template(Span<char> buffer)
    {
        readonly Span<char> buffer = buffer;
        int length;

        public readonly ReadOnlySpan<char> Written => buffer[..length];

        /// <summary>Appends the segment if it, and a cut after it, find room.</summary>
        public bool TryAppend(ReadOnlySpan<char> segment)
        {
            var room = buffer[length..^More.Length];
            if (room.IsEmpty)
                return false;
            room[0] = '/';
            if (!EndpointSegment.TryFold(segment, room[1..], out var written))
                return false;
            length += 1 + written;
            return true;
        }

        public void Cut()
        {
            More.CopyTo(buffer[length..]);
            length += More.Length;
        }
    }
}
