using Gateway.Admin.Contract;

namespace Gateway.Admin.Channels;

/// <summary>Labels that something has to have.</summary>
static class Labels
{
    public static void Check(IReadOnlyDictionary<string, string>? labels, FieldErrors errors, string path)
    {
        if (labels?.Count > 50)
            errors.Add(path, "must be at most 50");
        foreach (var (name, value) in labels ?? new Dictionary<string, string>())
        {
            if (name.Length is 0 or > 100 || value.Length > 500)
                errors.Add(FieldErrors.Join(path, name.Length > 100 ? name[..100] : name), "names are 1 to 100 characters, values at most 500");
        }
    }

    public static bool Hold(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> there) =>
        wanted.All(label => there.TryGetValue(label.Key, out var value) && value == label.Value);
}
