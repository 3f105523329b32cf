using System.Buffers;

namespace Gateway.Admin.Http;

/// <summary>Rows of comma-separated values (RFC 4180) that a spreadsheet shows and does not run.</summary>
static class Csv
{
    static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>One row with its line end; null is an empty field.</summary>
    public static string Row(IEnumerable<string?> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    // A spreadsheet takes a field that begins so for a formula, wherever the text came from. The apostrophe makes it text.
    static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
