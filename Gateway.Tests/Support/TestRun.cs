using Gateway.Tests.Support;
using NUnit.Framework;

namespace Gateway.Tests;

/// <summary>Stops what the whole run shares.</summary>
[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public static Task StopSharedServers() => TestDatabase.StopSharedAsync();
}
