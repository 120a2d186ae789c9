using Holdfast.Errors;

namespace Holdfast.Machines;

/// <summary>How what is given with a trigger becomes JSON and is read again.</summary>
internal sealed class ArgumentForm(Type type, Func<object, Value>? write = null, Func<Value, object?>? read = null)
{
    /// <summary>The type, for a person.</summary>
    public string TypeName => type.Name;

    public bool Fits(object? argument) => argument is null
        ? !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
        : type.IsInstanceOfType(argument);

    public void ThrowIfUnfit(object? argument, string trigger)
    {
        if (Fits(argument)) return;
        string given = argument is null ? "nothing" : $"a {argument.GetType().Name}";
        throw new HoldfastArgumentException(
            ErrorCode.BadTriggerArgument, $"The trigger '{trigger}' takes a {type.Name} and was given {given}.");
    }

    public Value ToValue(object argument) => write is null ? PlainArgument.ToValue(argument) : write(argument);

    public T Read<T>(object? argument) => argument switch
    {
        T typed => typed,
        Value stored => (T)(read is null ? PlainArgument.Read(type, stored) : read(stored))!,
        null when default(T) is null => default!,
        _ => throw new HoldfastArgumentException(
            ErrorCode.BadTriggerArgument,
            $"The transition carries {argument?.GetType().Name ?? "nothing"} and no {type.Name}; "
                + "it was made by another trigger."),
    };
}
