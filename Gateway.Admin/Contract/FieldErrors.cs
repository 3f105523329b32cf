namespace Gateway.Admin.Contract;

/// <summary>All errors of one request by field path: what is wrong and what is accepted.</summary>
sealed class FieldErrors
{
    /// <summary>A hostile document gets a thousand errors, not a million.</summary>
    const int Maximum = 1000;

    readonly SortedDictionary<string, List<string>> byPath = new(StringComparer.Ordinal);
    int count;

    public bool Any => count > 0;

    public void Add(string path, string message)
    {
        if (count++ >= Maximum)
            return;
        if (!byPath.TryGetValue(path, out var messages))
            byPath[path] = messages = [];
        if (!messages.Contains(message))
            messages.Add(message);
    }

    /// <summary>Adds all of the others.</summary>
    public void AddAll(FieldErrors others)
    {
        foreach (var (path, messages) in others.byPath)
        {
            foreach (var message in messages)
                Add(path, message);
        }
    }

    /// <summary>As <c>errors</c> of a problem document.</summary>
    public Dictionary<string, string[]> ToProblem() => byPath.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());

    /// <summary>Joins a parent's path and a field's name.</summary>
    public static string Join(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";
}
