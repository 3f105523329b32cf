using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Analytics.Configuration;
using Microsoft.Extensions.Logging;

namespace Gateway.Admin.Settings;

/// <summary>
/// Puts what was set for all nodes in force on this one, over what it was started with; what is no longer set is again as the
/// node was started. Comes with the configuration, so from the snapshot too.
/// </summary>
sealed partial class LiveSettings(OptionCatalogue catalogue, ILogger<LiveSettings> log)
{
    IReadOnlyDictionary<string, string> known = new Dictionary<string, string>();

    /// <param name="settings">By key, JSON. One that this version does not know, or no longer takes, is passed over and logged.</param>
    public void Apply(IReadOnlyDictionary<string, string> settings)
    {
        var (before, now) = (known, settings);
        known = settings;
        foreach (var option in catalogue.All.Where(option => option.IsLive))
        {
            if (before.GetValueOrDefault(option.Key) == now.GetValueOrDefault(option.Key))
                continue;
            if (now.GetValueOrDefault(option.Key) is not { } json)
            {
                option.Value = option.Configured;
                Log.Reverted(log, option.Key);
                continue;
            }

            var errors = new FieldErrors();
            if (Read(option, JsonSerializer.Deserialize<JsonElement>(json), errors) is { } value && !errors.Any)
            {
                option.Value = value;
                Log.Set(log, option.Key, json);
            }
            else
            {
                Log.NotTaken(log, option.Key, string.Join(' ', errors.ToProblem().SelectMany(error => error.Value)));
            }
        }

        foreach (var key in now.Keys.Where(key => catalogue.Find(key) is not { IsLive: true } && !before.ContainsKey(key)))
            Log.NotTaken(log, key, "it is not known to this version");
    }

    /// <summary>The value that an option would take, checked with the rest of its section; null when it is not taken, then the errors say why.</summary>
    public static object? Read(Option option, JsonElement json, FieldErrors errors)
    {
        object? value = null;
        try
        {
            value = json.Deserialize(option.Property.PropertyType, ContractJson.Options);
        }
        catch (JsonException)
        {
            // Said below.
        }

        if (value is null || value is IEnumerable<string?> list && list.Any(entry => entry is null))
        {
            errors.Add("value", $"must be a {OptionTexts.Kind(option.Property.PropertyType)}");
            return null;
        }

        var trial = Activator.CreateInstance(option.Holder.GetType())!;
        foreach (var property in OptionSections.Keys(trial.GetType()))
            property.SetValue(trial, property.GetValue(option.Holder));
        option.Property.SetValue(trial, value);
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(trial, new ValidationContext(trial), found, validateAllProperties: true);
        foreach (var wrong in found.Where(wrong => wrong.MemberNames.Any(name => name.Split(':')[0] == option.Property.Name)))
            errors.Add("value", wrong.ErrorMessage ?? "is not accepted");
        return errors.Any ? null : value;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Key} is set to {Value} for all nodes")]
        public static partial void Set(ILogger log, string key, string value);

        [LoggerMessage(LogLevel.Information, "{Key} is again as this node was started with")]
        public static partial void Reverted(ILogger log, string key);

        [LoggerMessage(LogLevel.Warning, "{Key} is set for all nodes, and this one does not take it: {Why}")]
        public static partial void NotTaken(ILogger log, string key, string why);
    }
}
