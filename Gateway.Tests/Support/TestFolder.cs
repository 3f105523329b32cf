namespace Gateway.Tests.Support;

/// <summary>A folder of its own for one test, deleted with all that is in it.</summary>
sealed class TestFolder : IDisposable
{
    /// <summary>The folder itself.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("gateway-test-folder-").FullName;

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
