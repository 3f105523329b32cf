namespace Gateway.Analytics.Configuration;

/// <summary>
/// An option that may be set for all nodes while they run. Whoever uses it reads it from its options object each time and keeps no
/// copy; the settings page, its API and the node's start all follow from this mark.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LiveAttribute : Attribute;

/// <summary>An option whose value is shown to nobody.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
