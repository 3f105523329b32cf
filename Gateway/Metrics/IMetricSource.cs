namespace Gateway.Metrics;

/// <summary>
/// Knows values of some families. To add one: declare its families in <see cref="Families"/>, write them here from a class like
/// <see cref="WorkFamilies"/>, and name the class in <see cref="MetricsRegistration"/>.
/// </summary>
interface IMetricSource
{
    /// <summary>Writes each of its families once, whole, from memory alone.</summary>
    void Write(Exposition to);
}
