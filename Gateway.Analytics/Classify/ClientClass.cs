namespace Gateway.Analytics.Classify;

/// <summary>What a user agent says about its client. The default is unknown in all.</summary>
public readonly record struct ClientClass(Browser Browser, ClientOs Os, Device Device, TrafficClass TrafficClass);
