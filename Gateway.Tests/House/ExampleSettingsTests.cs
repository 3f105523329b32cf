using System.Collections;
using System.Text.Json;
using Gateway.Analytics.Configuration;
using Gateway.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Gateway.Tests.House;

public sealed class ExampleSettingsTests
{
    const string Example = "appsettings.example.json";

    static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    [Test]
    public void The_example_equals_the_option_classes() =>
        GeneratedFile.Check(Example, OptionReference.Example(OptionReference.Sections()));

    [Test]
    public void Every_key_stands_in_the_example()
    {
        using var document = JsonDocument.Parse(Repository.Read(Example), WithComments);
        var missing = from key in OptionReference.Sections().SelectMany(section => section.Keys)
                      where !key.IsOfMachine && !Holds(document.RootElement, key.Path)
                      select key.Path;
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void A_gateway_with_the_example_as_its_settings_runs_on_the_defaults()
    {
        using var services = Services(new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, Example)).Build());
        using var untouched = Services(new ConfigurationBuilder().Build());
        Assert.That(ConfigurationErrors.Of(services), Is.Empty);
        foreach (var section in services.GetServices<OptionSection>())
        {
            var (read, fresh) = (services.GetRequiredService(section.Type), untouched.GetRequiredService(section.Type));
            foreach (var property in OptionSections.Keys(section.Type))
                Assert.That(Value(property.GetValue(read)), Is.EqualTo(Value(property.GetValue(fresh))), $"{section.Path}:{property.Name}");
        }
    }

    [Test]
    public void The_example_names_the_database_of_ones_own() =>
        Assert.That(Repository.Read(Example), Does.Contain("\"ConnectionStrings\": { \"Gateway\": \"Host="));

    static ServiceProvider Services(IConfiguration configuration) =>
        new ServiceCollection().AddSections(configuration).BuildServiceProvider();

    static bool Holds(JsonElement element, string path)
    {
        foreach (var part in path.Split(':'))
        {
            if (!element.TryGetProperty(part, out element))
                return false;
        }

        return true;
    }

    static object? Value(object? value) => value is IEnumerable list and not string ? list.Cast<object>().ToList() : value;
}
