using Gateway.Analytics.Queries;
using NUnit.Framework;

namespace Gateway.Tests.House;

public sealed class PresetReferenceTests
{
    [Test]
    public void The_reference_equals_the_catalogue() =>
        GeneratedFile.Check("docs/presets.md", PresetReference.Markdown(new PresetCatalogue([], new QueryOptions())));
}
