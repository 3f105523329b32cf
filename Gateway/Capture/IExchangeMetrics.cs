using Gateway.Analytics.Events;

namespace Gateway.Capture;

/// <summary>What counts exchanges for the metrics of this process. All of it is called within requests, by many at once: nothing may wait.</summary>
interface IExchangeMetrics
{
    void Began();

    void Ended();

    void Count(in RequestEvent captured);
}
