namespace Gateway.Analytics.Classify;

/// <summary>The files of <c>Classify/Data</c>, which the assembly carries.</summary>
static class ClassifyData
{
    public static Stream Open(string name)
    {
        var assembly = typeof(ClassifyData).Assembly;
        return assembly.GetManifestResourceStream($"{typeof(ClassifyData).Namespace}.Data.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded in {assembly.GetName().Name}.");
    }
}
