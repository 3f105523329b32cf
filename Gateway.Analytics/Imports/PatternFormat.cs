using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Analytics.Imports;

/// <summary>
/// Lines by a <c>log_format</c> of nginx: texts with variables between them. A variable ends where the text after it begins; in
/// quotes, at the first quote that no backslash takes its meaning. A line may end early, once time, request and status are read:
/// what follows only describes the client.
/// </summary>
sealed partial class PatternFormat : ILogFormat
{
    readonly (string Before, string Name)[] parts;
    readonly string end;

    /// <exception cref="FormatException">It has no time, status or request, or two variables without a text between them.</exception>
    public PatternFormat(string pattern)
    {
        var variables = Variable().Matches(pattern);
        parts = [.. variables.Select((each, place) => (pattern[(place == 0 ? 0 : variables[place - 1].Index + variables[place - 1].Length)..each.Index], each.Groups[1].Value))];
        end = variables.Count == 0 ? "" : pattern[(variables[^1].Index + variables[^1].Length)..];
        var names = parts.Select(part => part.Name).ToHashSet(StringComparer.Ordinal);
        if (!names.Overlaps(["time_local", "time_iso8601", "msec"]))
            throw new FormatException("--log-format needs a time: $time_local, $time_iso8601 or $msec.");
        if (!names.Contains("status"))
            throw new FormatException("--log-format needs $status.");
        if (!names.Contains("request") && !(names.Contains("request_method") && names.Overlaps(["request_uri", "uri"])))
            throw new FormatException("--log-format needs $request, or $request_method with $request_uri or $uri.");
        if (parts.Skip(1).FirstOrDefault(part => part.Before.Length == 0).Name is { } glued)
            throw new FormatException($"--log-format has no text before ${glued} that would tell where the variable before it ends.");
    }

    public string? Read(string line, out LogEntry entry)
    {
        var fields = default(LogFields);
        var at = 0;
        for (var place = 0; place < parts.Length && (place == 0 || at < line.Length); place++)
        {
            var (before, name) = parts[place];
            if (!line.AsSpan(at).StartsWith(before, StringComparison.Ordinal))
            {
                entry = default;
                return $"'{before.Trim()}' is missing before ${name}";
            }

            at += before.Length;
            var close = EndOf(line, at, before.EndsWith('"'), place + 1 < parts.Length ? parts[place + 1].Before : end);
            Set(ref fields, name, line[at..close]);
            at = close;
        }

        return fields.Build(out entry);
    }

    /// <summary>Where a value ends; the end of the line where the text after it is not found.</summary>
    static int EndOf(string line, int from, bool isQuoted, string after)
    {
        if (after.Length == 0)
            return line.Length;
        if (!isQuoted || after[0] != '"')
            return line.IndexOf(after, from, StringComparison.Ordinal) is >= 0 and var found ? found : line.Length;
        for (var at = from; at < line.Length; at++)
        {
            if (line[at] == '\\')
                at++;
            else if (line.AsSpan(at).StartsWith(after, StringComparison.Ordinal))
                return at;
        }

        return line.Length;
    }

    static void Set(ref LogFields fields, string name, string value)
    {
        switch (name)
        {
            case "time_local" or "time_iso8601" or "msec":
                fields.Time = value;
                break;
            case "request" when Plain(value).Split(' ') is [var method, var target, var protocol] && protocol.StartsWith("HTTP/", StringComparison.Ordinal):
                (fields.Method, fields.Target, fields.Protocol) = (method, target, protocol);
                break;
            case "request_method":
                fields.Method = value;
                break;
            // With a rewrite $uri is another one: what the client asked for counts.
            case "request_uri":
                fields.Target = Plain(value);
                break;
            case "uri":
                fields.Target ??= Plain(value);
                break;
            case "server_protocol":
                fields.Protocol = value;
                break;
            case "status":
                fields.Status = value;
                break;
            case "body_bytes_sent":
                fields.BytesOut = value;
                break;
            case "bytes_sent":
                fields.BytesOut ??= value;
                break;
            case "content_length":
                fields.BytesIn = value;
                break;
            case "request_time":
                fields.Duration = value;
                break;
            case "upstream_response_time":
                fields.Upstream = value;
                break;
            case "host":
                fields.Host = value;
                break;
            case "http_host" or "server_name":
                fields.Host ??= value;
                break;
            case "remote_addr":
                fields.Address = value;
                break;
            case "http_user_agent":
                fields.UserAgent = Plain(value);
                break;
        }
    }

    /// <summary>Without the escapes of servers: <c>\"</c>, <c>\\</c>, and <c>\xhh</c> for the bytes of UTF-8 and of control characters.</summary>
    static string Plain(string value)
    {
        if (!value.Contains('\\'))
            return value;
        var bytes = new List<byte>(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] == '\\' && at + 3 < value.Length && value[at + 1] == 'x' && byte.TryParse(value.AsSpan(at + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var coded))
            {
                bytes.Add(coded);
                at += 3;
            }
            else
            {
                if (value[at] == '\\' && at + 1 < value.Length)
                    at++;
                var length = char.IsSurrogatePair(value, at) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(value, at, length));
                at += length - 1;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"\$\{?(\w+)\}?")]
    private static partial Regex Variable();
}
