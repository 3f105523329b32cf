namespace Gateway.Hosting;

/// <summary>A random id made on first start and kept in the data folder.</summary>
sealed record NodeIdentity(Guid Id)
{
    /// <summary>Reads the id, or makes it.</summary>
    /// <exception cref="StartRefusedException">The file holds something else.</exception>
    public static NodeIdentity Load(string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } text)
        {
            return Guid.TryParse(text, out var kept)
                ? new NodeIdentity(kept)
                : throw new StartRefusedException($"{file} does not hold a node id. Remove it to make the node a new one.");
        }

        var made = new NodeIdentity(Guid.NewGuid());
        SafeFile.Write(file, made.Id.ToString("D") + "\n");
        return made;
    }
}
