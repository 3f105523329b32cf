namespace Gateway.Policies;

/// <summary>Answers for a route that rests on purpose, whoever asks.</summary>
sealed class MaintenancePolicy : IPolicy
{
    public ValueTask<Refusal?> CheckAsync(HttpContext http, RoutePlan route, Admission admission) => new(route.Maintenance);
}
