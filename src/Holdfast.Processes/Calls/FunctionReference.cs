using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Holdfast.Errors;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Calls;

/// <summary>Names a static method or a lambda that captures nothing, so that another process can find it.</summary>
/// <remarks>
/// Shape. A method is found by its metadata token, which is exact in one build of a module and means nothing in
///        another: the version of the module goes along and is compared. Parts of generic ones are named as types.
/// </remarks>
/// <param name="Assembly">The assembly's simple name.</param>
/// <param name="Location">Its file, for an assembly that the program does not list; empty in a single file.</param>
/// <param name="Version">The version id of its module.</param>
/// <param name="Token">The method's metadata token.</param>
/// <param name="DeclaringArguments">The type arguments of the type that declares it.</param>
/// <param name="MethodArguments">Its own type arguments.</param>
/// <param name="Display">Its name, for people.</param>
[RequiresUnreferencedCode(Reflection)]
[RequiresDynamicCode(Reflection)]
internal sealed record FunctionReference(
    string Assembly,
    string Location,
    Guid Version,
    int Token,
    string[] DeclaringArguments,
    string[] MethodArguments,
    string Display)
{
    public const string Reflection = "A function is found by reflection in the process that runs it.";

    private static readonly ConditionalWeakTable<MethodInfo, FunctionReference> Known = [];

    /// <summary>Names a function.</summary>
    /// <exception cref="HoldfastArgumentException">FunctionNotPortable: it needs an object of this process.</exception>
    public static FunctionReference Of(Delegate function)
    {
        CaptureCheck.ThrowIfNotPortable(function);
        return Of(function.Method);
    }

    /// <summary>Names a method that is known to need no object; the same one each time.</summary>
    /// <exception cref="HoldfastArgumentException">FunctionNotPortable: the program is compiled natively.</exception>
    public static FunctionReference Of(MethodInfo method) => Known.GetValue(method, static named => Make(named));

    private static FunctionReference Make(MethodInfo method)
    {
        if (!method.HasMetadataToken())
        {
            throw new HoldfastArgumentException(
                ErrorCode.FunctionNotPortable,
                $"The function '{DisplayName.Of(method)}' has no metadata, by which another process would find it: "
                    + "a program that is compiled natively starts no children.");
        }

#pragma warning disable IL3000 // Empty in a single file, in which the name is enough.
        string location = method.Module.Assembly.Location;
#pragma warning restore IL3000
        return new FunctionReference(
            method.Module.Assembly.GetName().Name!,
            location,
            method.Module.ModuleVersionId,
            method.MetadataToken,
            NamesOf(method.DeclaringType?.GetGenericArguments()),
            NamesOf(method.GetGenericArguments()),
            DisplayName.Of(method));
    }

    /// <summary>Finds the function in this process.</summary>
    /// <exception cref="HoldfastOperationException">ProgramChanged: the program was built anew meanwhile.</exception>
    public MethodInfo Resolve()
    {
        Assembly assembly = Load();
        if (assembly.ManifestModule.ModuleVersionId != Version)
        {
            throw new HoldfastOperationException(
                ErrorCode.ProgramChanged,
                $"'{assembly.GetName().Name}' was built anew after the program that calls '{Display}' had started; "
                    + "start that program again.");
        }

        MethodBase found = assembly.ManifestModule.ResolveMethod(Token)!;
        if (DeclaringArguments.Length > 0)
        {
            Type declaring = found.DeclaringType!.MakeGenericType(TypesOf(DeclaringArguments));
            found = MethodBase.GetMethodFromHandle(found.MethodHandle, declaring.TypeHandle)!;
        }

        var method = (MethodInfo)found;
        return MethodArguments.Length > 0 ? method.MakeGenericMethod(TypesOf(MethodArguments)) : method;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Assembly);
        writer.Write(Location);
        writer.Write(Version.ToByteArray());
        writer.Write(Token);
        Write(writer, DeclaringArguments);
        Write(writer, MethodArguments);
        writer.Write(Display);
    }

    public static FunctionReference Read(MessageReader reader) => new(
        reader.ReadText(),
        reader.ReadText(),
        reader.ReadGuid(),
        reader.ReadInt32(),
        ReadTexts(reader),
        ReadTexts(reader),
        reader.ReadText());

    private static void Write(BinaryWriter writer, string[] texts)
    {
        writer.Write(texts.Length);
        Array.ForEach(texts, writer.Write);
    }

    private static string[] ReadTexts(MessageReader reader)
    {
        string[] texts = new string[reader.ReadInt32()];
        for (int index = 0; index < texts.Length; index++) texts[index] = reader.ReadText();
        return texts;
    }

    private static string[] NamesOf(Type[]? types) =>
        Array.ConvertAll(types ?? [], type => type.AssemblyQualifiedName!);

    private static Type[] TypesOf(string[] names) => Array.ConvertAll(names, name => Type.GetType(name, true)!);

    /// <summary>Loads the assembly by its name, or, where the program does not list it, from its file.</summary>
    private Assembly Load()
    {
        try
        {
            // Not the text: taking that apart is compiled at each start. The version is compared by the module.
            return System.Reflection.Assembly.Load(new AssemblyName { Name = Assembly });
        }
        catch (FileNotFoundException) when (Location.Length > 0)
        {
            return LoadedBeside.Load(Location);
        }
    }
}
