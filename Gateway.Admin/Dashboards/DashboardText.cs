using Gateway.Admin.Contract;

namespace Gateway.Admin.Dashboards;

/// <summary>Checks of the texts of a dashboard: they are shown as they are, so only what no page can show is refused.</summary>
static class DashboardText
{
    /// <summary>A text of one line that has to say something.</summary>
    public static void CheckLine(string? text, int most, FieldErrors errors, string path)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > most || text.Any(char.IsControl) || !IsWhole(text))
            errors.Add(path, $"must be 1 to {most} characters without control characters");
    }

    /// <summary>A text that may be empty or have several lines.</summary>
    public static void Check(string? text, int most, FieldErrors errors, string path)
    {
        if (text is null)
            return;
        if (text.Length > most || text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) || !IsWhole(text))
            errors.Add(path, $"must be at most {most} characters, of the control characters only line breaks and tabs");
    }

    /// <summary>Whether no half of a surrogate pair stands alone.</summary>
    static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
