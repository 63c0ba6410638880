package org.tongbao.ledger.deploy;

import com.esaulpaugh.headlong.abi.TupleType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.ledger.abi.AbiCodec;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Nothing;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Publication;
import org.tongbao.ledger.contract.RoleGrant;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// What is deployed where, following the manifest of the module `contracts`. The addresses depend
/// on founder, delay and fee account alone, and are the same on every network.
public final class Deployment {
  private static final int NAME_SIZE = 24;

  /// A contract and what the proxy is sent to create it.
  ///
  /// @param creation salt, creation code and constructor arguments
  public record Planned(String name, Address address, Bytes creation) {}

  private final JsonNode manifest = ContractAbi.resource("deployment.json");
  private final DeploymentParameters parameters;
  private final Address proxy;
  private final Hash salt;
  private final Map<String, ContractAbi> artefacts = new LinkedHashMap<>();
  private final Map<String, Address> addresses = new LinkedHashMap<>();
  private final List<Planned> planned = new ArrayList<>();

  public Deployment(DeploymentParameters parameters) {
    this.parameters = parameters;
    this.proxy = Address.fromHex(text(manifest.path("proxy"), "address"));
    this.salt = Hash.fromHex(text(manifest, "salt"));
    Contracts.abis().forEach(abi -> artefacts.put(abi.name(), abi));
    for (JsonNode contract : manifest.path("contracts")) {
      plan(contract);
    }
  }

  private void plan(JsonNode contract) {
    String name = text(contract, "name");
    ContractAbi abi = artefacts.get(text(contract, "artefact"));
    if (abi == null) {
      throw new IllegalStateException("The manifest names an unknown artefact for " + name);
    }
    Bytes code = abi.creationCode().concat(arguments(contract.path("arguments")));
    Address address = Address.create2(proxy, salt, code.keccak256());
    addresses.put(name, address);
    planned.add(new Planned(name, address, salt.toBytes().concat(code)));
  }

  private Bytes arguments(JsonNode arguments) {
    List<String> types = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (JsonNode argument : arguments) {
      String type = text(argument, "type");
      types.add(type);
      values.add(value(type, argument.path("value")));
    }
    return AbiCodec.encode(TupleType.parse("(" + String.join(",", types) + ")"), values);
  }

  private Object value(String type, JsonNode value) {
    return switch (type) {
      case "address[]" -> {
        List<Object> all = new ArrayList<>();
        value.forEach(each -> all.add(value("address", each)));
        yield all;
      }
      case "address" -> resolve(value.stringValue());
      case "string" -> value.stringValue();
      case "uint8" -> Integer.parseInt(value.stringValue());
      case "uint256" ->
          value.stringValue().equals("$delaySeconds")
              ? U256.of(parameters.timelockDelay().toSeconds())
              : U256.of(Long.parseLong(value.stringValue()));
      default -> throw new IllegalStateException("The manifest has an argument of type " + type);
    };
  }

  private Address resolve(String value) {
    return switch (value) {
      case "$founder" -> parameters.founder();
      case "$feeAccount" -> parameters.feeAccount();
      default -> {
        Address known = addresses.get(value.substring(1));
        yield known == null ? Address.fromHex(value) : known;
      }
    };
  }

  public DeploymentParameters parameters() {
    return parameters;
  }

  /// The contracts at their addresses, deployed or not.
  public Contracts contracts() {
    return new Contracts(addresses);
  }

  /// In the order in which they must be deployed.
  public List<Planned> planned() {
    return List.copyOf(planned);
  }

  /// The proxy that deploys (CREATE2), which has no owner and the same address everywhere.
  Address proxy() {
    return proxy;
  }

  /// Who deploys the proxy: the account that the published transaction recovers to.
  Address proxyDeployer() {
    return Address.fromHex(text(manifest.path("proxy"), "deployer"));
  }

  /// The published transaction that deploys the proxy, signed by nobody's key.
  Bytes proxyTransaction() {
    return Bytes.fromHex(text(manifest.path("proxy"), "transaction"));
  }

  Bytes proxyRuntime() {
    return Bytes.fromHex(text(manifest.path("proxy"), "runtime"));
  }

  /// What the Directory publishes under which names.
  List<Publication> publications() {
    List<Publication> publications = new ArrayList<>();
    for (JsonNode name : manifest.path("calls").path(0).path("publications")) {
      Address address = addresses.get(name.stringValue());
      if (address == null) {
        throw new IllegalStateException("The manifest publishes an unknown " + name);
      }
      publications.add(new Publication(name(name.stringValue()), address));
    }
    return publications;
  }

  /// The founder's one call.
  ContractCall<Nothing> setUp() {
    List<RoleGrant> grants = new ArrayList<>();
    parameters
        .grants()
        .forEach((account, roles) -> grants.add(new RoleGrant(account, Role.mask(roles))));
    return contracts().directory().setUp(publications(), grants, parameters.feeAccount());
  }

  /// A name as the Directory has it: ASCII, filled up with zeros.
  public static Bytes name(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    if (ascii.length > NAME_SIZE) {
      throw new IllegalArgumentException("longer than 24 characters: " + name);
    }
    return Bytes.wrap(Arrays.copyOf(ascii, NAME_SIZE));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).stringValue();
  }
}
