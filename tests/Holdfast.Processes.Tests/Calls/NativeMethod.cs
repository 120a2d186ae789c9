using System.Globalization;
using System.Reflection;

namespace Holdfast.Processes.Tests.Calls;

/// <summary>A method as natively compiled programs have it: with a name, and without metadata.</summary>
internal sealed class NativeMethod : MethodInfo
{
    public override string Name => "Run";

    public override Type DeclaringType => typeof(NativeMethod);

    public override Type ReflectedType => DeclaringType;

    public override MethodAttributes Attributes => MethodAttributes.Static | MethodAttributes.Public;

    public override RuntimeMethodHandle MethodHandle => throw new NotSupportedException();

    public override ICustomAttributeProvider ReturnTypeCustomAttributes => throw new NotSupportedException();

    public override MethodInfo GetBaseDefinition() => this;

    public override object[] GetCustomAttributes(bool inherit) => [];

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) => [];

    public override MethodImplAttributes GetMethodImplementationFlags() => MethodImplAttributes.Managed;

    public override ParameterInfo[] GetParameters() => [];

    public override bool IsDefined(Type attributeType, bool inherit) => false;

    public override object? Invoke(
        object? obj, BindingFlags invokeAttr, Binder? binder, object?[]? parameters, CultureInfo? culture) =>
        throw new NotSupportedException();
}
